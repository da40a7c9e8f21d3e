/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.Constants;
import org.sipconnector.test.spoilt.ClientOfTheApi;
import org.sipconnector.test.spoilt.WorkingClient;

/** A client's bundle, which imports the API and nothing else of ours. */
final class ClientBundle {

    private ClientBundle() {}

    /** One that says what it sees. */
    static Path jar() throws IOException {
        return of(ClientOfTheApi.class, "org.osgi.framework,org.slf4j,org.sipconnector.api.connector");
    }

    /** One that works as it is told. */
    static Path working() throws IOException {
        return of(WorkingClient.class, "org.osgi.framework,org.sipconnector.api,org.sipconnector.api.call,org.sipconnector.api.connection,"
                + "org.sipconnector.api.connector,org.sipconnector.api.media");
    }

    private static Path of(Class<? extends BundleActivator> activator, String imports) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.example.client");
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, activator.getName());
        attributes.putValue(Constants.IMPORT_PACKAGE, imports);
        Path jar = Files.createTempFile("client", ".jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream to = new JarOutputStream(file, manifest)) {
            List<Class<?>> classes = new ArrayList<>(List.of(activator));
            classes.addAll(List.of(activator.getDeclaredClasses()));
            for (Class<?> each : classes) {
                String path = each.getName().replace('.', '/') + ".class";
                to.putNextEntry(new JarEntry(path));
                try (InputStream content = each.getClassLoader().getResourceAsStream(path)) {
                    content.transferTo(to);
                }
                to.closeEntry();
            }
        }
        return jar;
    }
}
