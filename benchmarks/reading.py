"""How fast sources are read, and whether time and memory stay linear.

    python benchmarks/reading.py [FORMAT ...] [--sizes 1,10,50]

Texts are generated: paragraphs with links, emphasis, lists, tables, code and entities, so that runs are short.
Each size runs in a process of its own; time is CPU time of one core from text to blocks, memory the process's peak
less what it takes to import the reader.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time

WORDS = (
    "the mayor said roads cost more than last year and nearly half of them were built by two firms while others waited for "
    "the council which had voted in March to spend less on new bridges although prices rose"
).split()


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 24))]
    words[chance.randrange(len(words))] = f"{chance.randint(2, 9999):,}"
    return " ".join(words).capitalize() + "."


def marked(chance: random.Random, text: str, kind: str) -> str:
    """One word of the sentence in bold or linked, now and then."""
    words = text.split(" ")
    at = chance.randrange(len(words))
    patterns = {
        "markdown": ("**{}**", "[{}](https://example.org/a?b=1)", "`{}`", "*{}* &amp; café"),
        "html": ("<b>{}</b>", '<a href="https://example.org/a?b=1">{}</a>', "<code>{}</code>", "<em>{}</em> &amp; caf&eacute;"),
        "rst": ("**{}**", "`{} <https://example.org/a>`_", "``{}``", "*{}*"),
        "asciidoc": ("*{}*", "https://example.org/a[{}]", "`{}`", "_{}_"),
        "latex": ("\\textbf{{{}}}", "\\href{{https://example.org/a}}{{{}}}", "\\verb|{}|", "\\emph{{{}}} 5\\%"),
        "text": ("{}", "{}", "{}", "{}"),
    }
    words[at] = chance.choice(patterns[kind]).format(words[at])
    return " ".join(words)


def paragraph(chance: random.Random, kind: str) -> str:
    text = " ".join(marked(chance, sentence(chance), kind) for _ in range(chance.randint(2, 6)))
    if kind == "html":
        return f'<p class="a">{text}</p>\n'
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > 100:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line]) + "\n\n"


def generate(kind: str, size: int) -> str:
    """About *size* bytes of one format."""
    chance = random.Random(5)
    extras = {
        "markdown": ["## Head 5\n\n", "- one 5\n- two 6\n\n", "| a | b |\n|---|---|\n| 1 | 2 |\n\n", "```\nx = 5\n```\n\n"],
        "html": ["<h2>Head 5</h2>", "<ul><li>one 5<li>two 6</ul>", "<table><tr><th>a<th>b<tr><td>1<td>2</table>"],
        "rst": ["Head 5\n------\n\n", "- one 5\n- two 6\n\n", "::\n\n   x = 5\n\n"],
        "asciidoc": ["== Head 5\n\n", "* one 5\n* two 6\n\n", "----\nx = 5\n----\n\n"],
        "latex": ["\\section{Head 5}\n", "\\begin{itemize}\\item one 5 \\item two 6\\end{itemize}\n\n"],
        "text": ["- one 5\n- two 6\n\n"],
    }
    chunk: list[str] = []
    length = 0
    while length < min(size, 1_000_000):
        piece = chance.choice(extras[kind]) if chance.random() < 0.2 else paragraph(chance, kind)
        chunk.append(piece)
        length += len(piece)
    return "".join(chunk) * max(1, size // length)


def measure(kind: str, size: int) -> None:
    from checker.sources import read_text, to_prose

    text = generate(kind, size)
    to_prose(read_text(text[:2000], "warm", kind))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    blocks = to_prose(read_text(text, "generated", kind))
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = len(text.encode()) / 1e6
    taken = (peak - before) / 1000
    speed = megabytes / spent
    print(f"{kind:9} {megabytes:6.1f} MB {spent:7.2f} s {speed:6.1f} MB/s {taken:7.0f} MB memory {len(blocks):8} blocks")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("formats", nargs="*", default=["markdown", "html", "rst", "asciidoc", "latex", "text"])
    parser.add_argument("--sizes", default="1,10")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for kind in options.formats:
        for size in options.sizes.split(","):
            if options.one:
                measure(kind, int(float(size) * 1e6))
            else:
                subprocess.run([sys.executable, __file__, kind, "--sizes", size, "--one"], check=True)


if __name__ == "__main__":
    main()
