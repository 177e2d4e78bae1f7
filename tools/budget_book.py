"""Write examples/budget-book/budget.xlsx: an invented partnership's budget as a finance team keeps it.

The same script always writes the same bytes. The figures are illustrative.
"""

from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

TARGET = Path(__file__).resolve().parent.parent / "examples" / "budget-book" / "budget.xlsx"
BUDGET = (
    ("Orkney: integrated budget 2025-26 (illustrative)",),
    (),
    ("Service", "Provided by", "Budget £000", "Note"),
    ("Home care", "OIC", 5610),
    ("Care homes", "OIC", 7940, "three homes"),
    ("Adults under 65", "OIC", 9120),
    ("Social work teams", "OIC", 4980),
    ("Day care, telecare and carers", "OIC", 3770),
    ("Charges", "OIC", -1390, "income"),
    ("Council services", None, 30030),
    ("Community nursing and therapies", "NHS Orkney", 12850),
    ("GPs, dentists, pharmacies", "NHS Orkney", 11360),
    ("Prescribing", "NHS Orkney", 6230),
    ("NHS services", None, 30440),
    ("Total", None, 60470),
)
PAYMENTS = (
    ("Payments to the IJB 2025-26, £000",),
    ("From", "Amount"),
    ("Orkney Islands Council", 30030),
    ("NHS Orkney", 30440),
)
SAVINGS = (
    ("Savings agreed in March, £000",),
    ("Proposal", "Service", "RAG", "2026/27", "2027/28", "2028/29"),
    ("Review of overnight support", "Adults under 65", "Amber", 180, 120, 0),
    ("Prescribing switches", "Prescribing", "Green", 90, 60, 60),
    ("Vacant posts in social work", "Social work teams", "Green", 75, 0, 0),
    ("Redesign of day care", "Day care, telecare and carers", "Red", 0, 160, 140),
)


def main() -> None:
    """Write the workbook."""
    TARGET.parent.mkdir(exist_ok=True)
    with Workbook(TARGET) as book:
        book.set_properties({"created": datetime(2026, 3, 2), "title": "Integrated budget (illustrative)"})
        for name, rows in (("Budget", BUDGET), ("Payments", PAYMENTS), ("Savings", SAVINGS)):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 1, 32)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)


if __name__ == "__main__":
    main()
