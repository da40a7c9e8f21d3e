/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * A bundle as a release lists it.
 *
 * @param startLevel where it starts: what others need has a lower one
 * @param needs      packages of the API that it imports, and the versions that fit
 */
record ReleaseBundle(String symbolicName, Version version, String url, int startLevel, Map<String, VersionRange> needs) {

    private static final String OURS = "org.sipconnector.";
    private static final Pattern API_IMPORT =
            Pattern.compile("(org\\.sipconnector\\.api(?:\\.\\w+)*)(?:;[\\w.:-]+=\"?[^\",;]*\"?)*?;version=\"([^\"]*)\"");

    /** Reads its manifest. */
    static ReleaseBundle read(String url, int startLevel) throws IOException {
        try (InputStream content = URI.create(url).toURL().openStream(); JarInputStream jar = new JarInputStream(content)) {
            if (jar.getManifest() == null) {
                throw new IOException(url + " has no manifest");
            }
            Attributes headers = jar.getManifest().getMainAttributes();
            String name = String.valueOf(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)).split(";")[0].trim();
            Version version = Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION));
            return new ReleaseBundle(name, version, url, startLevel, needsOf(headers.getValue(Constants.IMPORT_PACKAGE)));
        }
    }

    static Map<String, VersionRange> needsOf(String imports) {
        Map<String, VersionRange> needs = new TreeMap<>();
        Matcher found = API_IMPORT.matcher(imports == null ? "" : imports);
        while (found.find()) {
            needs.put(found.group(1), new VersionRange(found.group(2)));
        }
        return needs;
    }

    boolean ours() {
        return symbolicName.startsWith(OURS);
    }

    /** The folder it is named after. */
    String name() {
        return ours() ? symbolicName.substring(OURS.length()) : symbolicName;
    }
}
