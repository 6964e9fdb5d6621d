"""Every decision about a certification session: facts in, reasons out.

`session` judges what is declared, `formateur` the trainer, `stagiaires` the group, `circuit` who may move the file.
"""
