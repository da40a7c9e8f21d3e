/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelperClassesTest {

    @TempDir
    Path folder;

    @Test
    void whatFormerVersionsUnpackedGoesAndTheRestStays() throws Exception {
        Path former = Files.createDirectories(folder.resolve("media-1/org"));
        Files.writeString(former.resolve("Engine.class"), "old");
        Path present = Files.createDirectories(folder.resolve("media-2"));
        Path temporary = Files.createDirectories(folder.resolve("temporary"));

        HelperClasses.clean(folder, List.of(present.toString()));

        try (var left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(present, temporary);
        }
    }
}
