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
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.api.store.Hibernation;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** Figures for whoever watches many nodes. */
@Service
@Command(scope = "sip", name = "metrics", description = "Prints how many connectors and calls there are, and how well the calls do, "
        + "in Prometheus' text format")
public final class MetricsCommand extends SipCommand {

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    SipUserAgents sip;

    @Reference(optional = true)
    UpdateHistory history;

    @Reference(optional = true)
    Updater updater;

    @Reference(optional = true)
    ConfigurationAdmin configurations;

    @Reference(optional = true)
    BundleContext context;

    @Reference(optional = true)
    Hibernation hibernation;

    @Reference
    ExportDirectory exports;

    @Option(name = "--file", description = "File below the export directory, written at once as a whole, for a collector of text files")
    String file;

    @Option(name = "--json", description = "Print JSON for programs: a number by the name and labels it has in the text format")
    boolean json;

    private Health health() {
        return new Health(connectors, media, sip, history, updater == null ? null : updater.managers(),
                Installation.of(context, configurations), hibernation);
    }

    @Override
    void run(PrintStream out) throws IOException {
        Metrics metrics = new Metrics(fromKernel(connectors), health(),
                sip == null ? OptionalLong.empty() : OptionalLong.of(sip.refused()));
        String text = json ? Json.text(Json.object("metrics", metrics.values())) + '\n' : metrics.text();
        if (file == null) {
            out.print(text);
            return;
        }
        Path written = exports.write("--file", file, to -> to.write(text.getBytes(UTF_8)));
        out.println("written to " + written);
    }
}
