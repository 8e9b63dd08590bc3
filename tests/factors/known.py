"""Differences from the raw tables that stand, by kind and start of the raw value: each with its reason."""

KNOWN = {
    ("Green Algorithms processors", "Core 2 Quad Q6600: 95"): "one of the two figures whose middle stands",
    ("first-party inference", "Epoch GPT-4o query: 0.3"): "0.301 in the sheet behind the post",
}


def known(want):
    """Why this value differs, or None."""
    for (kind, start), reason in KNOWN.items():
        if want.kind == kind and want.raw.startswith(start):
            return reason
    return None
