"""The language server, spoken to by a client over standard input and output, as an editor does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

TEXT = "# 🚀 Sales\n\nSales 🚀 rose 50% to €120 million from €100 million.\n"


class Client:
    """As much of the protocol as the tests need."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "checker", "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.number = 0
        self.told: list[dict] = []

    def send(self, method: str, params: dict, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if number is None else {"id": number})
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method: str, params: dict):
        self.number += 1
        self.send(method, params, self.number)
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]
            self.told.append(message)

    def read(self) -> dict:
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def diagnostics(self) -> dict:
        while True:
            message = self.told.pop(0) if self.told else self.read()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]


@pytest.fixture
def client():
    client = Client()
    client.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    client.send("initialized", {})
    yield client
    client.ask("shutdown", None)
    client.send("exit", None)
    client.process.wait(timeout=10)


def test_an_editor_gets_diagnostics_hover_and_a_suppression(client, tmp_path: Path) -> None:
    uri = (tmp_path / "a.md").as_uri()
    client.send("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": TEXT}})
    told = client.diagnostics()
    (found,) = [one for one in told["diagnostics"] if one["code"] == "change-mismatch"]
    # The rocket takes two UTF-16 units, so "50%" stands one column further right than its code points say.
    assert found["range"] == {"start": {"line": 2, "character": 14}, "end": {"line": 2, "character": 17}}
    assert found["severity"] == 1 and len(found["relatedInformation"]) == 2

    where = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 15}}
    assert "50%" in client.ask("textDocument/hover", where)["contents"]["value"]
    assert client.ask("textDocument/hover", where | {"position": {"line": 2, "character": 0}}) is None

    asked = {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}}
    (action,) = [one for one in client.ask("textDocument/codeAction", asked) if one["title"].startswith("Silence")]
    (edit,) = action["edit"]["changes"][uri]
    changes = [{"range": edit["range"], "text": edit["newText"]}]
    client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes})
    told = client.diagnostics()
    assert told["version"] == 2 and told["diagnostics"] == []

    changes = [{"text": edit["newText"] + "Fine.\n"}]
    client.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": 3}, "contentChanges": changes})
    (stale,) = client.diagnostics()["diagnostics"]
    assert stale["code"] == "stale-suppression"
    client.send("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.diagnostics()["diagnostics"] == []
