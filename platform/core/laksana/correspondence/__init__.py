"""Agenda, registers, paraf, signatures, dispatches."""
