"""The tables of units and currencies against the makers of such tables."""

from __future__ import annotations

from decimal import Decimal

import pint
import pytest
from babel.core import get_global

from checker.model.tables import load_table
from checker.quantities.money import currencies
from checker.quantities.units import find_unit, unit_factor

UNITS = load_table("checker.quantities.tables", "units.yaml")
# Names that pint spells otherwise; None where pint does not know the unit, or means another one by the word.
PINT = {
    "light year": "light_year",
    "square metre": "metre**2",
    "square kilometre": "kilometre**2",
    "square centimetre": "centimetre**2",
    "square mile": "mile**2",
    "square foot": "foot**2",
    "square yard": "yard**2",
    "square inch": "inch**2",
    "cubic metre": "metre**3",
    "cubic kilometre": "kilometre**3",
    "cubic centimetre": "centimetre**3",
    "cubic foot": "foot**3",
    "cubic inch": "inch**3",
    "cubic yard": "yard**3",
    "tonne": "metric_ton",
    "kilotonne": "1e3 metric_ton",
    "megatonne": "1e6 metric_ton",
    "gigatonne": "1e9 metric_ton",
    "acre foot": None,
    "acre": "international_acre",
    "barrel": "oil_barrel",
    "carat": "carat",
    "imperial gallon": "imperial_gallon",
    "fluid ounce": "fluid_ounce",
    "mile per gallon": "mile/gallon",
    "revolution per minute": "revolution_per_minute",
    "pixel": None,
    "megapixel": None,
    "decibel": None,
    "part per million": None,
    "part per billion": None,
    "part per trillion": None,
    "basis point": None,
    "revolution": None,
    "quarter": None,
    "horsepower": "horsepower",
    "troy ounce": "troy_ounce",
    "nautical mile": "nautical_mile",
    "astronomical unit": "astronomical_unit",
    "british thermal unit": "british_thermal_unit",
    "electronvolt": "electron_volt",
    "calorie": "calorie",
    "degree celsius": "delta_degC",
    "degree fahrenheit": "delta_degF",
    "long ton": "long_ton",
    "becquerel": None,
    "sievert": None,
    "millisievert": None,
    "microsievert": None,
    "fathom": None,
    "furlong": None,
    "bushel": "US_dry_bushel",
    "month": None,
    "year": None,
    "decade": None,
}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry(non_int_type=float)


@pytest.mark.parametrize("row", UNITS, ids=[row["unit"] for row in UNITS])
def test_a_factor_is_pints_factor(row: dict, registry: pint.UnitRegistry) -> None:
    name = PINT.get(
        row["unit"],
        row["unit"]
        .replace(" per ", "/")
        .replace(" hour", "_hour")
        .replace(" metre", "*metre")
        .replace(" ", "*")
        .replace("_hour", "*hour"),
    )
    if name is None:
        pytest.skip("pint does not know this unit by that name")
    base = unit_factor(row["unit"]).base
    other = PINT.get(
        base, base.replace(" per cubic metre", "/metre**3").replace(" per ", "/").replace(" metre", "*metre").replace(" ", "*")
    )
    try:
        measured = registry.parse_expression(name).to(other).magnitude
    except pint.UndefinedUnitError:
        pytest.skip("pint does not know this unit by that name")
    assert float(Decimal(row["factor"])) == pytest.approx(float(measured), rel=2e-6)


@pytest.mark.parametrize(
    "row", [row for row in UNITS if not row.get("rate_only") and not row.get("bare")], ids=lambda row: row["unit"]
)
def test_every_writing_of_a_unit_is_found(row: dict) -> None:
    for written in (row["unit"], *row["words"]):
        found = find_unit(f" {written}.", 0)
        assert found is not None and found[0].name == row["unit"], written


def test_every_unit_row_has_an_example_and_a_source() -> None:
    assert [row["unit"] for row in UNITS if not row["examples"] or not row["source"]] == []


def test_rates_divide() -> None:
    assert unit_factor("kilometre per day").dimension == "speed"
    assert unit_factor("litre per day").dimension == "volume per time"
    assert unit_factor("north korean soldier") is None
    assert float(unit_factor("mile per hour").factor) == pytest.approx(0.44704)


def test_no_currency_in_use_is_missing() -> None:
    in_use = {row[0] for rows in get_global("territory_currencies").values() for row in rows if row[2] is None and row[3]}
    known = set(currencies().codes)
    assert in_use - known <= {"XDR", "XUA", "XXX", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "BOV", "UYW"}
