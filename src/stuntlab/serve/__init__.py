"""The web app: one folder of plans on a laptop, a tablet at the village and everybody's own phone.

It renders what other rooms know: sections of `documents/`, rows of `record/`, pictures of `previs/` and `shots/`. It
computes nothing and writes nothing but through `record/`, save a plan that its coordinator saves.
"""
