/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sipconnector.kernel.internal.state.HandoverCodec;

/**
 * A manager's state as plain data with a schema version. It crosses code versions as bytes (CBOR), so nothing but data
 * can be in it. What an older version does not know survives its round trip: the kernel puts it back.
 */
public final class Handover {

    private final int version;
    /** What it was made of, null when it was made of bytes; never changes, so that any thread may turn it into data. */
    private final @Nullable Record written;
    private volatile @Nullable ObjectNode state;
    private volatile @Nullable Reading reading;

    /** What one reader makes of it. */
    private record Reading(Class<?> type, Record record, ObjectNode unknown) {}

    private Handover(int version, @Nullable Record written, @Nullable ObjectNode state) {
        this.version = version;
        this.written = written;
        this.state = state;
    }

    /**
     * Cheap: the record, which cannot change, is turned into data when that is first needed.
     *
     * @param version the schema version of the code that writes it, from 1
     * @param state   records, enums, JDK collections that do not change, Instant, Duration, Optional and nested records
     */
    public static Handover of(int version, Record state) {
        return new Handover(version, state, null);
    }

    /** The schema version it was written by. */
    public int version() {
        return version;
    }

    /**
     * The state as this version's record. Missing components become null, zero, false or empty; what the record does not
     * know is remembered for {@link #withUnknownOf}.
     *
     * @throws IllegalArgumentException when the data does not fit
     */
    public <R extends Record> R as(Class<R> type) {
        Reading known = reading;
        if (known == null || known.type() != type) {
            known = new Reading(type, HandoverCodec.fromTree(state(), type), HandoverCodec.unknown(state(), type));
            reading = known;
        }
        return type.cast(known.record());
    }

    /** This state, with what the reader of {@code adopted} did not know put back in. */
    public Handover withUnknownOf(Handover adopted) {
        Reading read = adopted.reading;
        if (read == null || read.unknown().isEmpty()) {
            return this;
        }
        return new Handover(Math.max(version, adopted.version), null, HandoverCodec.merge(state(), read.unknown()));
    }

    public byte[] toBytes() {
        ObjectNode known = state;
        return HandoverCodec.toBytes(version, known == null ? HandoverCodec.toTree(Objects.requireNonNull(written)) : known);
    }

    /** Whether both are of equal records; what came of bytes, and is none yet, may be changed. Makes no data. */
    public boolean unchangedSince(Handover earlier) {
        return version == earlier.version && written != null && written.equals(earlier.written);
    }

    private ObjectNode state() {
        ObjectNode known = state;
        if (known == null) {
            known = HandoverCodec.toTree(Objects.requireNonNull(written));
            state = known;
        }
        return known;
    }

    /** @throws IllegalArgumentException when these are no hand-over's bytes */
    public static Handover fromBytes(byte[] bytes) {
        ObjectNode envelope = HandoverCodec.fromBytes(bytes);
        return new Handover(envelope.path("version").asInt(), null, (ObjectNode) envelope.path("state"));
    }

    /** The state as JSON text, for reports. */
    public String toJson() {
        return state().toString();
    }

    /** Two of one record are equal at no cost: whoever keeps a hand-over sees by that whether anything has changed since. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Handover that && version == that.version
                && (written != null && written == that.written || state().equals(that.state()));
    }

    @Override
    public int hashCode() {
        return state().hashCode();
    }

    @Override
    public String toString() {
        return "Handover[version=" + version + ", " + state().size() + " fields]";
    }
}
