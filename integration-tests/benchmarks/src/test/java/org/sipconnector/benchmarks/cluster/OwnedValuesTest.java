/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the embedded engines replicate refuses former owners, as ZooKeeper does, so that all are compared at the same work. */
class OwnedValuesTest {

    private final OwnedValues values = new OwnedValues();

    @Test
    void formerOwnerIsRefused() {
        assertThat(accepted(OwnedValues.own("a", 1))).isTrue();
        assertThat(accepted(OwnedValues.write("a", 1, new byte[] {1}))).isTrue();
        assertThat(accepted(OwnedValues.own("a", 2))).isTrue();
        assertThat(accepted(OwnedValues.write("a", 1, new byte[] {2}))).isFalse();
        assertThat(answer(OwnedValues.read("a"))).containsExactly(1);
        assertThat(accepted(OwnedValues.own("a", 2))).isFalse();
    }

    @Test
    void snapshotHasOwnersAndValues() throws IOException {
        accepted(OwnedValues.own("a", 3));
        accepted(OwnedValues.write("a", 3, new byte[] {7}));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        values.writeTo(new DataOutputStream(bytes));
        OwnedValues other = new OwnedValues();
        other.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(other.apply(ByteBuffer.wrap(OwnedValues.read("a")))).containsExactly(7);
        assertThat(OwnedValues.accepted(other.apply(ByteBuffer.wrap(OwnedValues.own("a", 3))))).isFalse();
    }

    private boolean accepted(byte[] command) {
        return OwnedValues.accepted(answer(command));
    }

    private byte[] answer(byte[] command) {
        return values.apply(ByteBuffer.wrap(command));
    }
}
