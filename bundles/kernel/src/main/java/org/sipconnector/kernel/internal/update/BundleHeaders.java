/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.JarInputStream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What a file's manifest says, before the framework sees the file. */
final class BundleHeaders {

    private BundleHeaders() {}

    /** Why the bytes are no bundle, to be read after their address; empty when they are one. */
    static Optional<String> objectionTo(byte[] content) {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            boolean named = jar.getManifest() != null
                    && jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null;
            return named ? Optional.empty() : Optional.of("is not a bundle: it has no manifest with a " + Constants.BUNDLE_SYMBOLICNAME);
        } catch (IOException unreadable) {
            return Optional.of("is not a bundle: it is no readable JAR file");
        }
    }

    /** The bundle's version; that of no version when it has none or is not readable. */
    static Version version(byte[] content) {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            return jar.getManifest() == null
                    ? Version.emptyVersion
                    : Version.parseVersion(jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Version.emptyVersion;
        }
    }
}
