"""Where M_base comes from: one file per origin. Each writes a model folder, named later by its digest.

tiny_idefics3.py  random weights, made from a config: for smoke runs and tests
figures.py        the small model that ships with mathse, pretrained to see and compute
folder.py         your own: a folder on this machine, or an id on the model hub
fake.py           a text file, for the fake cast
"""
