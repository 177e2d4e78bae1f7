"""Find packages of options that meet a target at a confidence, with the least impact on people.

Must not know tables or documents.
"""
