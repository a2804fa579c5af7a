"""Where telemetry goes: a page for Prometheus, a collector of OpenTelemetry, or both.

Imported only where a setting asks for it: the SDK costs memory and a second of start-up.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import start_http_server

from laksana_infra.settings import Bind, SettingError, Settings

_RESOURCE = {"service.name": "laksana"}


@contextmanager
def exporting(settings: Settings) -> Iterator[None]:
    """The block's counts and spans reach whoever the settings name; the last ones are sent at its end.

    Once a process. Raises SettingError when the page's address is taken.
    """
    resource = Resource.create(_RESOURCE)
    with ExitStack() as parts:
        readers: list[MetricReader] = []
        if settings.metrics_bind is not None:
            readers.append(PrometheusMetricReader(disable_target_info=True, scope_info_enabled=False))
            parts.enter_context(_page(settings.metrics_bind))
        if settings.otlp_endpoint is not None:
            sent = OTLPMetricExporter(endpoint=f"{settings.otlp_endpoint}/v1/metrics")
            readers.append(PeriodicExportingMetricReader(sent))
            spans = TracerProvider(resource=resource)
            spans.add_span_processor(
                BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{settings.otlp_endpoint}/v1/traces"))
            )
            trace.set_tracer_provider(spans)
            parts.callback(spans.shutdown)
        provider = MeterProvider(resource=resource, metric_readers=readers)
        metrics.set_meter_provider(provider)
        parts.callback(provider.shutdown)
        yield


@contextmanager
def _page(bind: Bind) -> Iterator[None]:
    try:
        server, thread = start_http_server(bind.port, bind.host)
    except OSError as error:
        complaint = f"{str(bind)!r} cannot be listened on ({error.strerror})"
        remedy = "name a free port of this machine; web and worker need one each"
        raise SettingError("LAKSANA_METRICS_BIND", complaint, remedy=remedy) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
