/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The media library of another platform does not resolve, so that nothing installs it. */
class NativeBundlesTest {

    @ParameterizedTest
    @CsvSource({"x86_64, x86-64", "aarch64, aarch64"})
    void aMediaLibraryRequiresItsPlatform(String folder, String processor) throws IOException {
        assertThat(Files.readString(Path.of("../../bundles/media-native-linux-" + folder + "/bnd.bnd"))).contains(
                "Require-Capability: osgi.native;filter:=\"(&(osgi.native.osname~=linux)(osgi.native.processor~=" + processor + "))\"");
    }
}
