"""`GET /v1/models`: the ways to be answered, under the names that OpenAI's clients choose from."""

from fastapi import APIRouter

from api.dependencies import ServiceDependency
from api.errors import ProblemException, ProblemKind
from api.openai_protocol.conversation import MODES
from api.openai_protocol.examples import MODEL, MODELS
from api.openai_protocol.responses import returns_openai
from api.openai_protocol.schemas import ModelList, ModelObject
from api.wire.schemas import ProblemError
from rag.errors import NoLanguageModelError
from rag.pipeline import AskedMode
from rag.settings import Settings

MODEL_NOT_FOUND = ProblemKind("model-not-found", 404, "There is no such model")
_CREATED = 1_767_225_600  # 1 January 2026: the names stand for ways of answering, which have no date of their own

router = APIRouter(tags=["openai"])


@router.get("/v1/models", operation_id="listModels", responses=returns_openai(MODELS, 401, 429, 500))
def list_models(service: ServiceDependency) -> ModelList:
    """List what can be asked for as `model`; without a language model there is no `sourcier-generative`."""
    return ModelList(data=[_model(name) for name in _available(service.settings)])


@router.get("/v1/models/{model:path}", operation_id="getModel", responses=returns_openai(MODEL, 401, 404, 429, 500))
def get_model(model: str, service: ServiceDependency) -> ModelObject:
    """Tell whether there is a model of this name."""
    check_model(model, service.settings)
    return _model(model)


def check_model(name: str, settings: Settings) -> AskedMode:
    """How the model of this name has a question answered. Raises the problem that clients know as model_not_found."""
    if name in _available(settings):
        return MODES[name]
    detail = f"The model {name[:80]!r} does not exist. There are: {', '.join(_available(settings))}."
    if name in MODES:
        detail = str(NoLanguageModelError())
    raise ProblemException(MODEL_NOT_FOUND, detail, errors=[ProblemError(detail=detail, pointer="/model")])


def _available(settings: Settings) -> list[str]:
    return [name for name, mode in MODES.items() if mode != "generative" or settings.llm]


def _model(name: str) -> ModelObject:
    return ModelObject(id=name, created=_CREATED)
