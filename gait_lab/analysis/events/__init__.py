"""Signals -> initial contacts and toe-offs -> strides."""

from gait_lab.analysis.events.detect import EventDetection, detect_events

__all__ = ["EventDetection", "detect_events"]
