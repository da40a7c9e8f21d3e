/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/**
 * What an operator has switched on for single connectors and may have forgotten: traces and levels of the log. It stays on over
 * updates, and fills disks.
 *
 * @param traces null while nobody traces
 * @param configurations null without Configuration Admin
 */
record DiagnosticSwitches(SipTraces traces, ConfigurationAdmin configurations) {

    /** For {@code sip:status ID}: what is on, and where it goes. */
    List<Details.Row> rows(ConnectorId connector) {
        List<Details.Row> rows = new ArrayList<>();
        trace(connector).ifPresent(trace -> rows.add(new Details.Row("traced", "to " + text(trace) + " until sip:trace " + connector + " --off")));
        Optional.ofNullable(levels().get(connector.value()))
                .ifPresent(level -> rows.add(new Details.Row("log", level + " until sip:log " + connector + " default")));
        return rows;
    }

    /** For {@code sip:status}: which of them something is on for. */
    List<String> lines(List<ConnectorId> connectors) {
        Set<String> levels = levels().keySet();
        return Stream.of(line("traced", connectors.stream().filter(each -> trace(each).isPresent()), "sip:trace ID --off"),
                line("with a level of the log of their own", connectors.stream().filter(each -> levels.contains(each.value())), "sip:log ID default"))
                .flatMap(Optional::stream).toList();
    }

    private static Optional<String> line(String what, Stream<ConnectorId> which, String ends) {
        List<String> ids = which.map(ConnectorId::value).toList();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(what + ": " + ids.stream().limit(10).collect(Collectors.joining(", "))
                        + (ids.size() > 10 ? " and " + (ids.size() - 10) + " others" : "") + "; " + ends + " ends it");
    }

    private Optional<TraceSettings> trace(ConnectorId connector) {
        try {
            return traces == null ? Optional.empty() : traces.traced(connector);
        } catch (SipConnectorException absent) {
            return Optional.empty();
        }
    }

    private Map<String, String> levels() {
        try {
            return configurations == null ? Map.of() : new ConnectorLogLevels(configurations).all();
        } catch (IOException unread) {
            return Map.of();
        }
    }

    private static String text(TraceSettings trace) {
        List<String> where = new ArrayList<>();
        if (trace.log()) {
            where.add("the log");
        }
        trace.file().ifPresent(file -> where.add(file.toString()));
        trace.hep().ifPresent(collector -> where.add(collector.getHostString() + ':' + collector.getPort()));
        return where.isEmpty() ? "whoever asks by HTTP" : String.join(" and ", where);
    }
}
