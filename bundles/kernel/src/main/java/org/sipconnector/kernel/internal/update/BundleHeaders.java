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

    /** Why the bytes are no newer version of that bundle, to be read after their address; empty when they are. */
    static Optional<String> objectionTo(byte[] content, String name, Version atWork) {
        Optional<String> unfit = objectionTo(content);
        if (unfit.isPresent()) {
            return unfit;
        }
        String is = "is " + symbolicName(content) + ' ' + version(content);
        int compared = version(content).compareTo(atWork);
        if (!symbolicName(content).equals(name)) {
            return Optional.of(is + ", no version of " + name);
        }
        if (compared == 0) {
            return Optional.of(is + ", which is at work already");
        }
        return compared < 0 ? Optional.of(is + ", not newer than " + atWork + ", which is at work: sip:rollback goes back") : Optional.empty();
    }

    private static String symbolicName(byte[] content) {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(content))) {
            return jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip();
        } catch (IOException unreadable) {
            return "";
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
