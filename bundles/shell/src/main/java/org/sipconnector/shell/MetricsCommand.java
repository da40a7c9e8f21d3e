package org.sipconnector.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.update.UpdateHistory;

/** Figures for whoever watches many nodes. */
@Service
@Command(scope = "sip", name = "metrics", description = "Prints how many connectors and calls there are, and how well the calls do, "
        + "in Prometheus' text format")
public final class MetricsCommand implements Action {

    @Reference
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    UpdateHistory history;

    @Option(name = "--file", description = "File to write them to, at once as a whole, for a collector of text files")
    String file;

    @Override
    public Object execute() throws IOException {
        String text = new Metrics(connectors, new Health(connectors, media, history)).text();
        if (file == null) {
            System.out.print(text);
            return null;
        }
        Path path = Path.of(file).toAbsolutePath();
        Path written = Files.writeString(path.resolveSibling(path.getFileName() + ".new"), text);
        Files.move(written, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return null;
    }
}
