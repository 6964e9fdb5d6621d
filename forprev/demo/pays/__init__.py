"""The demonstration country: the same every time, its dates counted from the day it is built.

Everything that has an action is made by that action, at the instant it would have happened, so that the country obeys
the rules that it shows.
"""
