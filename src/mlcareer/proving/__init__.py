"""Runs the programs of questions, and does so only for who asks for exactly that.

Programs run with the rights of the user. What is done to keep them in bounds guards
against mistakes, not against malice: this is no sandbox.
"""
