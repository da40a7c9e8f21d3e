/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.sipconnector.test.spoilt.ClientOfTheApi;

/** A client's bundle, which imports the API and nothing else of ours. */
final class ClientBundle {

    private ClientBundle() {}

    static Path jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.example.client");
        attributes.putValue(Constants.BUNDLE_ACTIVATOR, ClientOfTheApi.class.getName());
        attributes.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework,org.slf4j,org.sipconnector.api.connector");
        String path = ClientOfTheApi.class.getName().replace('.', '/') + ".class";
        Path jar = Files.createTempFile("client", ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(file, manifest);
                InputStream content = ClientOfTheApi.class.getClassLoader().getResourceAsStream(path)) {
            to.putNextEntry(new JarEntry(path));
            content.transferTo(to);
            to.closeEntry();
        }
        return jar;
    }
}
