"""What came of a run, as it is kept and shown."""

from pydantic import BaseModel


class Taught(BaseModel):
    """A phrasing; `why`: the key of the text that says why it was not taught, "" where it was."""

    procedure_code: str
    aspect: str
    text: str
    why: str = ""


class Measured(BaseModel):
    """One task on one file of questions; `key`: under which its result is kept; `reused`: measured by an earlier run."""

    task: str
    questions: str
    key: str
    reused: bool = False


class Ruled(BaseModel):
    """A rule of the gate held against a result. `found` None: not measured. `label`: of the figure, in English."""

    task: str
    questions: str
    figure: str
    label: str
    group: str = ""
    found: float | None
    least: float | None = None
    most: float | None = None
    holds: bool


class Told(BaseModel):
    """Everything. `why`: the key of the text that says why it ended as it did; `detail`: a program's own words."""

    taught: list[Taught] = []
    refused: list[Taught] = []
    measured: list[Measured] = []
    rules: list[Ruled] = []
    why: str = ""
    detail: str = ""
