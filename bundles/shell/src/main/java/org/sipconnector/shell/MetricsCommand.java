/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.metrics.MetricsText;

/** The figures that Prometheus reads, for whoever looks once or collects files. */
@Service
@Command(scope = "sip", name = "metrics", description = "Prints how many connectors and calls there are, how they do and what happened, "
        + "in Prometheus' text format")
public final class MetricsCommand extends SipCommand {

    @Reference(optional = true)
    MetricsText metrics;

    @Reference
    ExportDirectory exports;

    @Option(name = "--file", description = "File below the export directory, written at once as a whole, for a collector of text files")
    String file;

    @Option(name = "--json", description = "Print JSON for programs: a number by the name and labels it has in the text format")
    boolean json;

    @Override
    void run(PrintStream out) throws IOException {
        if (metrics == null) {
            throw new CommandFailedException("nothing is counted without the bundle metrics: feature:install sip-connector-metrics");
        }
        String text = json ? JsonOutput.text(JsonOutput.object("metrics", values(metrics.text()))) + '\n' : metrics.text();
        if (file == null) {
            out.print(text);
            return;
        }
        Path written = exports.write("--file", file, to -> to.write(text.getBytes(UTF_8)));
        out.println("written to " + written);
    }

    /** Numbers by name and labels, in the order of the text; JSON knows no infinite ones. */
    private static Map<String, BigDecimal> values(String text) {
        Map<String, BigDecimal> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int blank = line.lastIndexOf(' ');
            String number = line.substring(blank + 1);
            if (Double.isFinite(Double.parseDouble(number.replace("Inf", "Infinity")))) {
                values.put(line.substring(0, blank), new BigDecimal(number));
            }
        });
        return values;
    }
}
