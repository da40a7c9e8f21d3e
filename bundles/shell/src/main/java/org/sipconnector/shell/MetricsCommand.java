/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Figures for whoever watches many nodes. */
@Service
@Command(scope = "sip", name = "metrics", description = "Prints how many connectors and calls there are, and how well the calls do, "
        + "in Prometheus' text format")
public final class MetricsCommand extends NodeCommand {

    @Reference
    ExportDirectory exports;

    @Option(name = "--file", description = "File below the export directory, written at once as a whole, for a collector of text files")
    String file;

    @Option(name = "--json", description = "Print JSON for programs: a number by the name and labels it has in the text format")
    boolean json;

    @Override
    void run(PrintStream out) throws IOException {
        Metrics metrics = new Metrics(fromKernel(connectors), health(),
                sip == null ? OptionalLong.empty() : OptionalLong.of(sip.refused()));
        String text = json ? JsonOutput.text(JsonOutput.object("metrics", metrics.values())) + '\n' : metrics.text();
        if (file == null) {
            out.print(text);
            return;
        }
        Path written = exports.write("--file", file, to -> to.write(text.getBytes(UTF_8)));
        out.println("written to " + written);
    }
}
