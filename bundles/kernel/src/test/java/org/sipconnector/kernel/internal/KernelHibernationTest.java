/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.store.StateStoreException;

class KernelHibernationTest {

    private final WriteBehind writing = new WriteBehind(Optional::empty, connector -> CompletableFuture.completedStage(Map.of()),
            () -> Duration.ZERO, WriteBehind.Patience.STANDARD);

    private KernelHibernation hibernation(Runnable trial, boolean prepared) {
        return new KernelHibernation(trial, writing, () -> true, prepared);
    }

    @Test
    void whatWasPreparedIsSeenAndCanBeTakenBack() {
        KernelHibernation hibernation = hibernation(() -> {}, false);
        assertThat(hibernation.isPrepared()).isFalse();

        hibernation.prepare();
        assertThat(hibernation.isPrepared()).isTrue();

        hibernation.cancel();
        assertThat(hibernation.isPrepared()).isFalse();
    }

    @Test
    void nothingIsPreparedWhereNothingCanBeKept() {
        KernelHibernation hibernation = hibernation(() -> {
            throw new StateStoreException("the disk is full");
        }, false);

        assertThatThrownBy(hibernation::prepare).hasMessage("the disk is full");
        assertThat(hibernation.isPrepared()).isFalse();
    }

    @Test
    void theNextKernelIsToldWhatTheFormerWas() {
        assertThat(hibernation(() -> {}, true).isPrepared()).isTrue();
    }
}
