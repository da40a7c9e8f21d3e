/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the page consists of: one document, and below a path that is another one whenever anything of it changes all the rest. */
final class PageFiles {

    static final String DOCUMENT = "index.html";
    /** Stands in the document for where the rest is. */
    private static final String PLACE = "@files@";
    private static final List<String> NAMES = List.of("actions.js", "api.js", "chart.js", "charts.js", "cluster.js", "connector.js", "events.js",
            "format.js", "health.js", "history.js", "icon.svg", "journal.js", "list.js", "main.js", "messages.js", "parts.js", "picture.js",
            "plot.js",
            "poller.js", "preact.module.js", "quality.js", "session.js", "sign-in.js", "simulator.js", "store.js", "style.css", "texts.js",
            "updates.js");

    private final PageFile document;
    private final Map<String, PageFile> others = new TreeMap<>();
    private final String place;

    PageFiles() {
        StringBuilder all = new StringBuilder();
        for (String name : NAMES) {
            PageFile file = PageFile.of(name, read(name));
            others.put(name, file);
            all.append(name).append(file.tag());
        }
        place = PageFile.tag(all.toString().getBytes(UTF_8));
        document = PageFile.of(DOCUMENT, read(DOCUMENT)).with(PLACE, place);
    }

    private static byte[] read(String name) {
        try (InputStream content = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (content == null) {
                throw new IllegalStateException("the bundle lacks its file " + name);
            }
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PageFile document() {
        return document;
    }

    /** All but the document, by name. */
    Map<String, PageFile> others() {
        return Map.copyOf(others);
    }

    /** The folder of all but the document. */
    String place() {
        return place;
    }

    /** @param path folder and name */
    Optional<PageFile> find(String path) {
        return path.startsWith(place + "/") ? Optional.ofNullable(others.get(path.substring(place.length() + 1))) : Optional.empty();
    }
}
