"""The shipped words find each skill in the ways that ads name it, and daily life names none."""

import pytest

from mlcareer.model.ads import Kind
from support_ads import asked, outside, read, shipped_map, skills

NAMED = {
    "python": ["Python", "python3 scripts", "fluent in PYTHON", "Python-based services"],
    "cpp": ["C++", "modern C++17", "C/C++", "CPP"],
    "java": ["Java", "Java/Kotlin", "Spring Boot", "JVM"],
    "r": [
        "R, SAS or SPSS",
        "programming in R",
        "RStudio",
        "Python or R",
        "SQL, and perhaps R",
        "tidyverse",
    ],
    "lisp": ["Lisp", "Common Lisp"],
    "prolog": ["Prolog", "SWI-Prolog", "logic programming"],
    "algorithms": [
        "data structures",
        "Algorithms & Data Structures",
        "solid computer science fundamentals",
        "big-O",
        "dynamic programming",
    ],
    "software-engineering": [
        "software engineering",
        "write clean, maintainable code",
        "code reviews",
        "object-oriented programming",
        "design patterns",
        "RESTful APIs",
        "Linux",
        "as a Software Engineer",
        "shell scripting",
    ],
    "testing": ["unit tests", "test-driven development", "pytest", "automated testing", "TDD"],
    "git": ["Git", "GitHub", "version control", "pull requests"],
    "linear-algebra": ["linear algebra", "eigenvalues", "strong mathematical background", "SVD"],
    "calculus": ["calculus", "convex optimisation", "gradient descent", "strong maths skills"],
    "probability": ["probability theory", "Bayesian methods", "stochastic processes"],
    "statistics": [
        "statistics",
        "statistical modelling",
        "hypothesis testing",
        "confidence intervals",
        "probability and statistics",
    ],
    "sql": ["SQL", "PostgreSQL", "relational databases", "T-SQL", "MySQL", "Python and databases"],
    "data-wrangling": ["pandas", "NumPy", "data cleaning", "exploratory data analysis", "EDA"],
    "data-quality": [
        "data quality",
        "data validation",
        "judge the quality of administrative data",
        "mislabelled data",
        "curating datasets",
        "ground truth",
    ],
    "data-pipelines": [
        "data pipelines",
        "ETL",
        "Apache Spark",
        "Spark",
        "PySpark",
        "Airflow",
        "Kafka",
        "BigQuery",
        "large datasets",
        "data warehouses",
    ],
    "ml-concepts": ["machine learning", "ML", "AI/ML", "ML algorithms"],
    "supervised-learning": [
        "supervised learning",
        "supervised and unsupervised learning",
        "scikit-learn",
        "XGBoost",
        "gradient boosting",
        "random forests",
        "decision trees",
        "predictive modelling",
        "classical ML",
    ],
    "regression": ["linear regression", "demand forecasting", "regression, clustering"],
    "classification": [
        "logistic regression",
        "text classification",
        "fraud detection",
        "churn modelling",
        "classification and regression",
        "predict which customers leave",
    ],
    "unsupervised-learning": ["unsupervised methods", "anomaly detection", "PCA", "UMAP"],
    "clustering": ["clustering", "k-means", "customer segmentation"],
    "feature-engineering": ["feature engineering", "feature extraction", "engineer features"],
    "model-evaluation": [
        "model evaluation",
        "cross-validation",
        "evaluate models",
        "precision and recall",
        "evaluation metrics",
        "LLM evaluation",
    ],
    "model-selection": ["hyperparameter tuning", "model selection", "AutoML", "Optuna"],
    "recommender-systems": [
        "recommender systems",
        "recommendation engine",
        "collaborative filtering",
        "learning to rank",
        "personalisation",
    ],
    "neural-networks": ["neural networks", "neural nets", "backpropagation"],
    "deep-learning": ["deep learning", "PyTorch", "TensorFlow", "Keras", "JAX"],
    "cnn": ["CNNs", "computer vision", "object detection", "OpenCV", "image classification"],
    "rnn-lstm": ["LSTM", "recurrent neural networks", "RNNs", "sequence models"],
    "transformers": [
        "transformer models",
        "BERT",
        "Hugging Face",
        "fine-tuning LLMs",
        "LoRA",
        "NLP",
        "transformers, CNNs",
    ],
    "llm-apps": [
        "LLMs",
        "large language models",
        "RAG",
        "prompt engineering",
        "LangChain",
        "AI agents",
        "GenAI",
        "vector databases",
        "OpenAI API",
    ],
    "ml-system-design": [
        "ML system design",
        "design scalable machine learning systems",
        "feature stores",
        "training-serving skew",
        "low-latency inference",
    ],
    "deployment": [
        "Docker",
        "Kubernetes",
        "AWS",
        "Azure",
        "Google Cloud",
        "deploy ML models",
        "bring models into production",
        "FastAPI",
        "model serving",
    ],
    "ml-automation": ["MLOps", "CI/CD", "Terraform", "Kubeflow", "automated retraining", "DevOps"],
    "monitoring": ["model monitoring", "monitor models", "data drift", "Prometheus", "on-call"],
    "reproducibility": ["MLflow", "experiment tracking", "reproducible research", "DVC"],
    "problem-framing": [
        "translate business problems into ML solutions",
        "problem framing",
        "define success metrics",
    ],
    "experiment-design": [
        "A/B testing",
        "design experiments",
        "causal inference",
        "control groups",
    ],
    "iteration": ["simple baselines", "iterative development", "start simple"],
    "stopping": ["know when a model is good enough", "diminishing returns"],
    "collaboration": [
        "communication skills",
        "work closely with product managers",
        "cross-functional teams",
        "explain results to non-technical stakeholders",
        "team player",
        "mentor junior engineers",
    ],
    "responsible-ai": ["responsible AI", "explainability", "GDPR", "fairness", "AI ethics", "SHAP"],
}

STRANGE = {
    "Go": ["Golang", "Go, Rust"],
    "Rust": ["Rust"],
    "Scala": ["Scala"],
    "C#": ["C#"],
    "JavaScript": ["JavaScript", "Java Script"],
    "TypeScript": ["TypeScript"],
    "React": ["React", "React.js"],
    "Node.js": ["Node.js", "NodeJS"],
    "MATLAB": ["Matlab"],
    "Julia": ["Julia or Python"],
    "Tableau": ["Tableau", "Tabelau"],
    "Power BI": ["Power BI", "PowerBI"],
    "Reinforcement learning": ["reinforcement learning", "RL"],
    "Robotics": ["robotics"],
    "Time series": ["time-series analysis"],
    "CUDA": ["CUDA", "GPU programming"],
    "MongoDB": ["MongoDB"],
    "Speech": ["speech recognition"],
}

DAILY = [
    "You are legally authorised to work here",
    "A valid driving licence",
    "We spark joy, and you react with swift action",
    "Our grade C posts",
    "You go above and beyond",
    "An excellent learning culture and a budget for learning",
    "We rest on Sundays",
    "Helm of a ship",
    "The presto of a symphony",
    "Regular blood tests",
    "A cluster of offices near a station",
    "Training your voice",
    "The vision of our founder",
    "Attention to detail",
    "Work ethic",
    "Dental and vision insurance",
    "Marketing pipeline",
    "Real estate agents",
    "Security classification",
]


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """List each name with each of its phrases."""
    return [(name, phrase) for name, phrases in table.items() for phrase in phrases]


def test_each_skill_is_tried() -> None:
    """A skill added to the map needs words, and a place in this table."""
    assert set(NAMED) == set(shipped_map().skills)


@pytest.mark.parametrize(("skill", "phrase"), pairs(NAMED))
def test_usual_words_name_the_skill(skill: str, phrase: str) -> None:
    """Each phrase, alone as a requirement, is enough."""
    assert skill in skills(phrase)


@pytest.mark.parametrize(("name", "phrase"), pairs(STRANGE))
def test_what_the_map_lacks_has_a_name(name: str, phrase: str) -> None:
    """It is told by one name, however it is written, and is no skill."""
    assert name in outside(phrase)


@pytest.mark.parametrize("phrase", DAILY)
def test_daily_life_names_nothing(phrase: str) -> None:
    """Nothing in such a line is a skill."""
    assert not asked(phrase)


@pytest.mark.parametrize(
    ("phrase", "not_named"),
    [
        ("JavaScript", "java"),
        ("regression testing", "regression"),
        ("image segmentation", "clustering"),
        ("Triton inference server", "sql"),
        ("deep learning", "python"),
        ("A/B testing", "testing"),
        ("learning to rank", "ml-concepts"),
        ("Redis", "r"),
        ("Algorithmic trading", "algorithms"),
        ("GitHub Actions", "git"),
        ("machine learning engineers", "ml-concepts"),
    ],
)
def test_longer_terms_hide_shorter_ones(phrase: str, not_named: str) -> None:
    """A word inside a longer term does not speak for itself."""
    assert not_named not in skills(phrase)


def test_footers_ask_for_nothing() -> None:
    """Law, privacy and pay hold words of the trade that nobody has to know."""
    text = """\
Requirements

- Python
- SQL

We use automated tools and machine learning for nothing in our hiring process.

We are an equal opportunity employer. Fairness matters to us, and privacy too: read our GDPR notice.

The salary depends on your experience with statistics and classification.
"""
    reading = read(text)
    counted = {one for m in reading.matches if m.kind is not Kind.ASIDE for one in m.skills}
    assert counted == {"python", "sql"}
