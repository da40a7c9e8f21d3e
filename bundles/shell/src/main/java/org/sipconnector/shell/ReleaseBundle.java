/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A bundle as a release lists it.
 *
 * @param startLevel where it starts: what others need has a lower one
 * @param imports    what it imports of the API and of the kernel of others
 * @param exports    packages of the API or of the kernel that it exports, and their versions
 */
record ReleaseBundle(String symbolicName, Version version, String url, int startLevel, ImportedPackages imports,
        Map<String, Version> exports) {

    private static final String OURS = "org.sipconnector.";

    /** Reads its manifest. */
    static ReleaseBundle read(String url, int startLevel) throws IOException {
        try (InputStream content = URI.create(url).toURL().openStream(); JarInputStream jar = new JarInputStream(content)) {
            if (jar.getManifest() == null) {
                throw new IOException(url + " has no manifest");
            }
            Attributes headers = jar.getManifest().getMainAttributes();
            String name = String.valueOf(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)).split(";")[0].trim();
            Version version = Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION));
            Map<String, Version> exports = ImportedPackages.exported(headers.getValue(Constants.EXPORT_PACKAGE));
            return new ReleaseBundle(name, version, url, startLevel,
                    ImportedPackages.of(headers.getValue(Constants.IMPORT_PACKAGE)).without(exports.keySet()), exports);
        }
    }

    boolean ours() {
        return symbolicName.startsWith(OURS);
    }

    /** The folder it is named after. */
    String name() {
        return ours() ? symbolicName.substring(OURS.length()) : symbolicName;
    }
}
