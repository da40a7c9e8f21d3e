/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The former kernel, for a rollback. */
class KeptKernelTest {

    @TempDir
    Path folder;

    private Path file;
    private KeptKernel kept;

    @BeforeEach
    void name() {
        file = folder.resolve("former-kernel.jar");
        kept = new KeptKernel(file);
    }

    private void replaced(int former) throws IOException {
        kept.prepare(new byte[] {(byte) former});
        kept.commit();
    }

    @Test
    void theLatestFormerKernelIsKept() throws Exception {
        replaced(1);
        replaced(2);

        assertThat(kept.exists()).isTrue();
        assertThat(kept.read()).containsExactly(2);
    }

    @Test
    void aReplacementThatFailedLeavesTheOneThatWasKept() throws Exception {
        replaced(1);

        kept.prepare(new byte[] {2});
        kept.cancel();

        assertThat(kept.read()).containsExactly(1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void oneThatCannotBeWrittenIsKnownBeforeAnythingIsReplaced() throws Exception {
        replaced(1);
        Files.createDirectory(folder.resolve("former-kernel.jar.next"));

        assertThatThrownBy(() -> kept.prepare(new byte[] {2})).isInstanceOf(IOException.class);
        assertThat(kept.read()).containsExactly(1);
    }

    @Test
    void anOlderOneDoesNotPassForTheOneThatWasLost() throws Exception {
        replaced(1);
        kept.prepare(new byte[] {2});
        Files.delete(folder.resolve("former-kernel.jar.next"));

        assertThatThrownBy(kept::commit).isInstanceOf(IOException.class);
        assertThat(kept.exists()).isFalse();
    }
}
