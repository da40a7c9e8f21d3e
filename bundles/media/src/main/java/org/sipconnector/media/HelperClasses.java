/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import dev.onvoid.webrtc.PeerConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.media.MediaEngine;

/**
 * A class path for helper processes, which have no framework: what our bundles contain is unpacked into this bundle's
 * data folder, together with a logger that prints.
 */
final class HelperClasses {

    private static final String LOGGER = "helper-lib";
    private static final String TEMPORARY = "temporary";

    private HelperClasses() {}

    /** Where helpers put temporary files, the library's copy above all: one that was killed while it loaded leaves it. */
    static Path temporary(BundleContext context) throws IOException {
        Path folder = context.getDataFile("helper/" + TEMPORARY).toPath();
        Files.createDirectories(folder);
        clean(folder, List.of());
        return folder;
    }

    /** What former versions unpacked goes. */
    static String unpack(BundleContext context) throws IOException {
        List<String> path = new ArrayList<>();
        for (Class<?> part : List.of(HelperClasses.class, PeerId.class, MediaEngine.class, PeerConnectionFactory.class)) {
            Bundle bundle = FrameworkUtil.getBundle(part);
            Path folder = context.getDataFile("helper/" + bundle.getSymbolicName() + "-" + bundle.getVersion()
                    + "-" + bundle.getLastModified()).toPath();
            unpack(bundle, folder);
            path.add(folder.toString());
        }
        clean(context.getDataFile("helper").toPath(), path);
        path.add(path.get(0) + "/" + LOGGER + "/*");
        return String.join(":", path);
    }

    /** Deletes all in a folder but these; what cannot be deleted is of no harm. */
    static void clean(Path folder, List<String> but) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.filter(one -> !but.contains(one.toString()) && !one.endsWith(TEMPORARY)).toList()) {
                try (Stream<Path> all = Files.walk(entry)) {
                    all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
                }
            }
        }
    }

    private static void unpack(Bundle bundle, Path folder) throws IOException {
        Enumeration<URL> entries = bundle.findEntries("/", "*", true);
        for (URL entry : Collections.list(entries == null ? Collections.emptyEnumeration() : entries)) {
            Path target = folder.resolve(entry.getPath().substring(1));
            if (!entry.getPath().endsWith("/") && !Files.exists(target)) {
                Files.createDirectories(target.getParent());
                Path partial = target.resolveSibling(target.getFileName() + ".part");
                try (InputStream content = entry.openStream()) {
                    Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
