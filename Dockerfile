# syntax=docker/dockerfile:1
# Ruletrace in a container: dependencies by hash, an unprivileged user, no installer and no compiler left in it.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/ruletrace
WORKDIR /src
COPY requirements.txt ./
RUN /opt/ruletrace/bin/python -m pip install --require-hashes --only-binary :all: -r requirements.txt
COPY . .
RUN /opt/ruletrace/bin/python -m pip install --no-deps --no-build-isolation . \
    && /opt/ruletrace/bin/python -m pip uninstall --yes pip

FROM python:3.11.14-slim-bookworm
RUN python -m pip uninstall --yes --root-user-action ignore pip setuptools wheel \
    && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin ruletrace \
    && install --directory --owner ruletrace --group ruletrace --mode 0700 /data
COPY --from=build /opt/ruletrace /opt/ruletrace
# The root file system may be read-only: what is written lies in /data and /tmp.
ENV PATH=/opt/ruletrace/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 RULETRACE_DATA=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8501
# The scheduler touches this file every 30 seconds as long as it lives.
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s --retries=3 \
    CMD ["sh", "-c", "test -n \"$(find /data/up.beat -mmin -3)\""]
ENTRYPOINT ["ruletrace"]
CMD ["up", "--no-dashboard"]
