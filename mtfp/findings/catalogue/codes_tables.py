"""The catalogue's part on CSV files and the numbers in their cells."""

from mtfp.findings.catalogue.code import Code

TABLES: tuple[Code, ...] = (
    Code(
        "E120",
        "Quotation marks in a row do not match",
        "A cell may stand in double quotation marks, so that it can hold a comma. A mark that is not closed would "
        "take in all that follows as one cell. Put marks round the whole cell, and write a mark inside it twice.",
        'area,people\n"Lerwick,7000',
        'area,people\n"Lerwick",7000',
    ),
    Code(
        "E121",
        "Two columns have the same name",
        "Columns are found by their names; with two of one name it cannot be known which is meant. Spreadsheet "
        "tools would quietly rename one of them. Give one another name, or delete it.",
        "area,people,people\nLerwick,7000,7100",
        "area,people\nLerwick,7000",
    ),
    Code(
        "E122",
        "A column has no name",
        "The first line names the columns, and one of the names is blank. Its cells would be lost, or be taken "
        "for another column's. Name the column, or delete it.",
        "area,,people\nLerwick,x,7000",
        "area,people\nLerwick,7000",
    ),
    Code(
        "E123",
        "A row has too few or too many cells",
        "Every row has one cell for each column. Too few, and something is missing; too many, and figures stand "
        "in the wrong column, most often because of a comma inside a number. Add the missing cell or take the "
        "comma out.",
        "area,people\nLerwick,7,000",
        "area,people\nLerwick,7000",
    ),
    Code(
        "E124",
        "A blank line between rows",
        "Blank lines at the end of a file are passed over, but one between rows may be a row whose figures were "
        "lost. Delete the line, or fill it.",
        "area,people\nLerwick,7000\n\nYell,900",
        "area,people\nLerwick,7000\nYell,900",
    ),
    Code(
        "E125",
        "A line or a cell is too long",
        "No line may have more than a million characters, and no cell more than 131,072. A quotation mark that is "
        "never closed is the usual cause, or a file that is not a table. Close the mark, or name the right file.",
        'area,people\n"Lerwick,7000   (and hundreds of rows without another quotation mark)',
        "area,people\nLerwick,7000",
    ),
    Code(
        "E126",
        "The columns are not separated by commas",
        "The file separates its columns by semicolons or tabs, as spreadsheets do under some regional settings. "
        "Numbers in such files often have decimal commas, too. Save the sheet as “CSV UTF-8 (comma delimited)”.",
        "area;people\nLerwick;7000",
        "area,people\nLerwick,7000",
    ),
    Code(
        "E130",
        "A number is missing",
        "The cell is blank where a number is needed. A blank may mean nothing, not known or forgotten, and the "
        "figures differ. Write the number, and 0 where it is none.",
        "area,people\nLerwick,",
        "area,people\nLerwick,0",
    ),
    Code(
        "E131",
        "A number is marked as not available",
        "The cell says in some way that the figure is not known or not published. Taking it for zero would be "
        "wrong, and leaving it out is a decision. Write the number, or leave the row out.",
        "area,people\nLerwick,N/A",
        "area,people\nLerwick,7000",
    ),
    Code(
        "E132",
        "A number has separators between thousands",
        "A comma in a number is a separator to some and a decimal point to others, and in a CSV file it ends the "
        "cell. Write the number as bare digits; a spreadsheet's number format can be set so.",
        'area,people\nLerwick,"7,000"',
        "area,people\nLerwick,7000",
    ),
    Code(
        "E133",
        "A number has a currency sign or a scale",
        "A file of figures has one unit, which its column or the plan states. A sign or a letter in one cell (£, "
        "k, m) may contradict it. Write the bare number in that unit.",
        "line,budget\ntelecare,£500",
        "line,budget\ntelecare,500",
    ),
    Code(
        "E134",
        "A number is in scientific notation",
        "Spreadsheets shorten long numbers to forms such as 1.23E+05, and the digits left out are gone from the "
        "file. Set the cell's format to a number and save again, so that all digits are there.",
        "line,budget\ntelecare,1.23E+05",
        "line,budget\ntelecare,123456",
    ),
    Code(
        "E135",
        "A percentage stands where a number is needed",
        "A percent sign divides by a hundred, and whether that is meant here cannot be known. Write the bare "
        "number: 3% of one is 0.03.",
        "age,use\n75,3%",
        "age,use\n75,0.03",
    ),
    Code(
        "E136",
        "A cell is not a number",
        "Only digits, a point before decimals and a minus before the number are read as a number. Brackets for "
        "negative amounts, long dashes and decimal commas mean different things to different programs. Write "
        "plain digits.",
        "line,budget\ncharges,(500)",
        "line,budget\ncharges,-500",
    ),
)
