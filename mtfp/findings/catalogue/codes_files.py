"""The catalogue's part on files and on YAML, the notation that plans and scenarios are written in."""

from mtfp.findings.catalogue.code import Code

FILES: tuple[Code, ...] = (
    Code(
        "E101",
        "The file is not UTF-8 text",
        "Letters and signs such as £ are stored differently by different programs; mtfp reads UTF-8, which all of "
        "them can write. In another encoding a £ or an é would turn into something else without a word. Save the "
        "file again as UTF-8; in Excel, choose “CSV UTF-8”.",
        "unit: £k   (saved as Windows-1252)",
        "unit: £k   (saved as UTF-8)",
    ),
    Code(
        "E102",
        "A line cannot be read",
        "The line breaks a rule of YAML, the notation of plans: spaces for indentation, a space after each colon, "
        "brackets and quotation marks in pairs. A guess at what was meant could change a figure, so nothing is "
        "read. Mend the line shown or the one before it; put text that has a colon in it in quotes.",
        "title: Plan: 2025/26 to 2030/31",
        'title: "Plan: 2025/26 to 2030/31"',
    ),
    Code(
        "E103",
        "A name is given twice",
        "Two entries of the same group have the same name. Most programs would keep the second and drop the first "
        "silently, and a budget would be lost. Delete one of them, or give it another name.",
        "care_at_home: 12300\ncare_at_home: 12800",
        "care_at_home: 12300\ntelecare: 500",
    ),
    Code(
        "E104",
        "An anchor or an alias is used",
        "With & and * YAML can name a part of a file and repeat it elsewhere. A reader then no longer sees what "
        "an entry says, and a few lines can stand for millions. Write the part out where it is meant; if the text "
        "really begins with & or *, put it in quotes.",
        "pay_nhs: &pay 3%\npay_council: *pay",
        "pay_nhs: 3%\npay_council: 3%",
    ),
    Code(
        "E105",
        "A tag is used",
        "With ! YAML can change what kind of value an entry is, even to a piece of a program. A plan holds only "
        "text, numbers, true and false. Delete the tag; if the text really begins with !, put it in quotes.",
        "budget: !!str 12300",
        "budget: 12300",
    ),
    Code(
        "E106",
        "Entries are merged with <<",
        "With << some programs copy one group's entries into another, each by rules of its own. Two readers of "
        "the plan could then see different figures. Write the entries out in each group.",
        "telecare: {<<: {partner: council}, budget: 500}",
        "telecare: {partner: council, budget: 500}",
    ),
    Code(
        "E107",
        "The file is nested too deep",
        "Groups within groups go deeper than 64 levels. No plan needs that: most often brackets are opened and "
        "never closed, or the file is not a plan. Close the brackets, or name the right file.",
        "cpi: " + "[" * 65 + "]" * 65,
        "cpi: {2026/27: 3%, then: 2%}",
    ),
    Code(
        "E108",
        "The file is too big",
        "A YAML file may have 10 MB and 500,000 values, a CSV file 50 MB; the largest plans have a hundredth of "
        "that. The limit keeps a wrong file from filling the memory. Name the right file, or put long tables in "
        "CSV files.",
        "lines: [...]   (600,000 entries)",
        "lines: lines.csv",
    ),
    Code(
        "E109",
        "A number is not finite",
        "Infinity, not-a-number and numbers too large to be held cannot be added up: one of them would turn every "
        "total into nonsense. Write the amount out, or leave the entry out.",
        "budget: .inf",
        "budget: 12300",
    ),
    Code(
        "E110",
        "The file holds several documents",
        "A line of three hyphens begins another document in the same file. Only one of them could be the plan, "
        "and the others would be passed over silently. Delete the line, or move what follows to a file of its "
        "own.",
        "years: 5\n---\nyears: 10",
        "years: 5",
    ),
    Code(
        "E111",
        "The file is empty",
        "There is nothing in the file, or only comments. It may have been saved at the wrong moment or be the "
        "wrong one. Write the entries, or do not name the file.",
        "# to be written",
        "mtfp: 1",
    ),
    Code(
        "E112",
        "A character that cannot be seen",
        "Control characters, invisible marks and halves of characters come from copying out of other programs. "
        "They can make a name that looks right match nothing, or a line read otherwise than it computes. Delete "
        "the character at the place shown and type the text again.",
        'label: "Care\\0 at home"',
        'label: "Care at home"',
    ),
    Code(
        "E113",
        "A name is not a text",
        "Before each colon stands the name of an entry: a text on one line. A list, a group or nothing at all "
        "cannot be looked up by name. Write a name, a colon, a space, and then the value.",
        "? [care, home]\n: 12300",
        "care_home: 12300",
    ),
    Code(
        "E114",
        "A number has too many digits",
        "A whole number has more than 18 digits, which other programs cannot keep exactly; an amount of money "
        "never has. Most often it is a reference number, or two amounts run together. Put a reference in quotes, "
        "so that it is text, or correct the amount.",
        "reference: 1234567890123456789",
        'reference: "1234567890123456789"',
    ),
)
