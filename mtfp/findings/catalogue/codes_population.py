"""The catalogue's part on people's own populations and age profiles."""

from mtfp.findings.catalogue.code import Code

POPULATION: tuple[Code, ...] = (
    Code(
        "E350",
        "The columns are not those of a population file",
        "A population is read from one of three layouts: a row for each year and age, a column for each year, or a "
        "column for each age. The columns' names say which, and these fit none. Write `year,age,people`; or `age` "
        "and then a column for each year; or `year` and then a column for each age.",
        "ages,2025,2026\n0-64,18000,17900\n65+,5000,5100",
        "age,2025,2026\n0-64,18000,17900\n65+,5000,5100",
    ),
    Code(
        "E351",
        "A column has no place in a population file",
        "A file holds the people of one area and one variant, by year and age, perhaps by sex. A total would be "
        "counted twice; a column of areas or variants would mix different populations. Delete the column, or write "
        "each area and each variant to a file of its own.",
        "year,age,people,variant\n2025,0-64,18000,low\n2025,65+,5000,low",
        "year,age,people\n2025,0-64,18000\n2025,65+,5000",
    ),
    Code(
        "E352",
        "The sexes can't be added up",
        "With a column `sex`, the rows are either female and male, which are added up, or for both together. Another "
        "word, one sex alone, or rows for both beside rows for each would give too few people or too many. Keep one "
        "kind.",
        "year,age,sex,people\n2025,0+,female,11500",
        "year,age,sex,people\n2025,0+,female,11500\n2025,0+,male,11500",
    ),
    Code(
        "E353",
        "An age can't be read",
        "An age is a single year, a band with both its ends, or the last band with a plus. Ages run from 0 to 120. "
        "Write 7, 65-74 or 90+.",
        "year,age,people\n2025,under 65,18000\n2025,65+,5000",
        "year,age,people\n2025,0-64,18000\n2025,65+,5000",
    ),
    Code(
        "E354",
        "A year can't be read",
        "Populations are counted on 30 June of a calendar year, which stands for the financial year that began in "
        "April. Write the calendar year: 2025 for 2025/26.",
        "year,age,people\n2025/26,0+,23000",
        "year,age,people\n2025,0+,23000",
    ),
    Code(
        "E355",
        "A number of people is negative",
        "There can't be fewer than no people of an age. A negative figure is a change between years, or a slip. "
        "Write how many people there are; a fraction is fine, as projections have them.",
        "year,age,people\n2025,0+,-23000",
        "year,age,people\n2025,0+,23000",
    ),
    Code(
        "E356",
        "A figure is given twice",
        "Two cells say how many people of the same age there are in the same year, or two rows give the use of the "
        "same age. Which one is meant can't be known, and to add them up would be a guess. Keep one.",
        "year,age,people\n2025,0+,23000\n2025,0+,23100",
        "year,age,people\n2025,0+,23000",
    ),
    Code(
        "E357",
        "A figure is missing",
        "Every year needs the people of every age that the file names, or demand would jump where an age comes in or "
        "drops out. Add the rows; write 0 where there is nobody.",
        "year,age,people\n2025,0-64,18000\n2025,65+,5000\n2026,0-64,17900",
        "year,age,people\n2025,0-64,18000\n2025,65+,5000\n2026,0-64,17900\n2026,65+,5100",
    ),
    Code(
        "E358",
        "There is a gap in the ages",
        "Ages run from 0 on, each band beginning where the one before ends, and the last one is open (90+), so that "
        "everybody is in one. Add the ages that are missing; in a profile with rate 0 if they don't use the service.",
        "age,rate\n65-74,0.02\n75+,0.2",
        "age,rate\n0-64,0\n65-74,0.02\n75+,0.2",
    ),
    Code(
        "E359",
        "Age bands overlap",
        "Two bands hold the same age, so that people in it would be counted twice. This comes from totals or sub-"
        "totals left among the rows. Keep one set of bands.",
        "age,2025\n0-64,18000\n65+,5000\n75+,2400",
        "age,2025\n0-64,18000\n65-74,2600\n75+,2400",
    ),
    Code(
        "E360",
        "A year is missing",
        "Years follow each other without a gap: what lies between is not interpolated. Add the missing years.",
        "age,2025,2027\n0+,23000,22900",
        "age,2025,2026,2027\n0+,23000,22950,22900",
    ),
    Code(
        "E361",
        "There is nobody in a year",
        "The people of all ages come to zero in a year, so that nothing can be said of demand in it. Write the "
        "people of each age, or leave the year out at the end.",
        "age,2025,2026\n0+,23000,0",
        "age,2025,2026\n0+,23000,22950",
    ),
    Code(
        "E362",
        "The columns are not those of a profile",
        "An age profile has the columns `age` and `rate`: the use of a service per head per year at each age. "
        "Another column would have no effect, and one of the two is of no use alone. Name the columns `age,rate`.",
        "age,hours\n0-64,1\n65+,20",
        "age,rate\n0-64,1\n65+,20",
    ),
    Code(
        "E363",
        "A rate of use is negative",
        "Nobody uses a service less than not at all. Write the use per head per year, and 0 for ages that don't use "
        "it.",
        "age,rate\n0-64,-1\n65+,20",
        "age,rate\n0-64,0\n65+,20",
    ),
    Code(
        "E364",
        "A profile has no use at any age",
        "All rates are zero, so that how demand moves with age can't be told. Write the use per head of each age; "
        "for a service that everyone uses alike, name the bundled profile `all_ages`.",
        "age,rate\n0+,0",
        "age,rate\n0+,1",
    ),
)
