/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class BundleHeadersTest {

    @Test
    void whatIsNoJarFileIsNoBundle() {
        assertThat(BundleHeaders.objectionTo("root:x:0:0:root".getBytes(UTF_8)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("is not a bundle"));
        assertThat(BundleHeaders.objectionTo(new byte[0])).isPresent();
    }

    @Test
    void aJarFileWithoutASymbolicNameIsNoBundleAndOneWithItIs() throws IOException {
        assertThat(BundleHeaders.objectionTo(jar("Implementation-Title"))).isPresent();
        assertThat(BundleHeaders.objectionTo(jar("Bundle-SymbolicName"))).isEmpty();
    }

    @Test
    void anotherBundleAndAVersionThatIsNotNewerAreNamed() throws IOException {
        byte[] next = jar("Bundle-SymbolicName");

        assertThat(BundleHeaders.objectionTo(next, "org.example", new Version("1.0.0"))).isEmpty();
        assertThat(BundleHeaders.objectionTo(next, "org.other", new Version("1.0.0"))).hasValue("is org.example 1.0.1, no version of org.other");
        assertThat(BundleHeaders.objectionTo(next, "org.example", new Version("1.0.1")))
                .hasValue("is org.example 1.0.1, which is at work already");
        assertThat(BundleHeaders.objectionTo(next, "org.example", new Version("1.0.2")))
                .hasValue("is org.example 1.0.1, not newer than 1.0.2, which is at work: sip:rollback goes back");
    }

    private static byte[] jar(String header) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-Version", "1.0.1");
        manifest.getMainAttributes().putValue(header, "org.example");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }
}
