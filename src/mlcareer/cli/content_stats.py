"""`mlcareer content stats`: what there is in a content folder, in numbers."""

import sys

from mlcareer.cli.output import put
from mlcareer.cli.streams import page_for
from mlcareer.content.folder import Given, content_folder
from mlcareer.content.stats import count_content
from mlcareer.render.content_stats import stats_json, stats_text


def stats(content: Given, color: str, *, json: bool) -> None:
    """Print the counts of a content folder."""
    counts = count_content(content_folder(content))
    put(stats_json(counts) if json else stats_text(page_for(sys.stdout, color), counts))
