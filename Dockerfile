# Poetry turns the lock into an environment; the image gets that environment and the connector, in layers of their own,
# so that a new version of the connector is a small layer.
ARG BASE_IMAGE=docker.io/airbyte/python-connector-base:4.1.0@sha256:1d1aa21d34e851df4e8a87b391c27724c06e2597608e7161f4d167be853bd7b6

FROM ${BASE_IMAGE} AS dependencies
# pip's own settings, for builds behind a mirror or a proxy. They end with this stage.
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
ARG PIP_TRUSTED_HOST
ARG PIP_CERT
ARG PIP_DEFAULT_TIMEOUT
USER root
WORKDIR /build

# Not the base's Poetry: its version varies with the base, and pyproject.toml and the lock need 2.x.
RUN python3 -m venv /opt/poetry \
    && /opt/poetry/bin/pip install --no-cache-dir poetry==2.5.1 poetry-plugin-export==1.10.1

# pip installs what Poetry has locked, hashes included: unlike Poetry, pip follows the settings above.
# The environment has no pip of its own, since nothing is ever installed into a running connector.
COPY pyproject.toml poetry.lock ./
RUN /opt/poetry/bin/poetry export --only main --output requirements.txt \
    && python3 -m venv --without-pip /opt/source-lever-unified \
    && /opt/poetry/bin/pip --python /opt/source-lever-unified/bin/python \
        install --no-cache-dir --no-deps --require-hashes --requirement requirements.txt


FROM dependencies AS connector
COPY README.md LICENSE ./
COPY source_lever_unified source_lever_unified
# Below /connector the files have the places that they get in the image.
RUN /opt/poetry/bin/poetry build --format wheel \
    && /opt/poetry/bin/pip --python /opt/source-lever-unified/bin/python \
        install --no-cache-dir --no-deps --no-index --root /connector dist/*.whl


FROM ${BASE_IMAGE}
USER root
RUN id airbyte >/dev/null 2>&1 || useradd --uid 1000 --create-home airbyte
WORKDIR /airbyte/integration_code
LABEL io.airbyte.name=airbyte/source-lever-unified
LABEL io.airbyte.version=0.3.0

# On Kubernetes the platform starts the connector through this variable instead of the entry point.
ENV PATH=/opt/source-lever-unified/bin:$PATH AIRBYTE_ENTRYPOINT=source-lever-unified
ENTRYPOINT ["source-lever-unified"]
# By number: Kubernetes' runAsNonRoot cannot tell that a user given by name is not root.
USER 1000

COPY --from=dependencies /opt/source-lever-unified /opt/source-lever-unified
COPY --from=connector /connector /
