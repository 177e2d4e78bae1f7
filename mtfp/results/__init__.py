"""Results of a projection: figures by identifier, tables as data, checks. Must not know many draws or formats."""
