"""What makes a question bad: rules that find the known flaws of multiple-choice questions.

The ids L01 to L28 are those of the authors' guide. L02, whether runs and readers bear out the
key, needs their records: mlcareer.content.check looks for it.
"""

from mlcareer.content.lints.bank_lints import lint_bank
from mlcareer.content.lints.cues import CueResult, solve_by_cues
from mlcareer.content.lints.findings import Finding, Severity
from mlcareer.content.lints.item_lints import lint_question

__all__ = ["CueResult", "Finding", "Severity", "lint_bank", "lint_question", "solve_by_cues"]
