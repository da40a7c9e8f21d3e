/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.tracing.SetUpStage.Stage;

/** Calls that are up while this bundle is replaced, from the one copy of it to the next. */
final class NotedCallFile {

    private static final int VERSION = 1;
    private static final int MOST_CALLS = 100_000;

    private final Path file;

    NotedCallFile(Path file) {
        this.file = file;
    }

    void write(Map<ConnectorId, NotedCall> calls) throws IOException {
        if (calls.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(VERSION);
            out.writeInt(calls.size());
            for (Map.Entry<ConnectorId, NotedCall> entry : calls.entrySet()) {
                out.writeUTF(entry.getKey().value());
                write(out, entry.getValue());
            }
        }
    }

    private static void write(DataOutputStream out, NotedCall call) throws IOException {
        out.writeBoolean(call.incoming());
        write(out, call.begun());
        write(out, call.peer().map(PeerId::value));
        write(out, call.dialog().map(DialogId::value));
        write(out, call.callId());
        write(out, call.traceParent());
        out.writeInt(call.stages().size());
        for (SetUpStage stage : call.stages()) {
            out.writeUTF(stage.stage().name());
            write(out, stage.at());
        }
    }

    private static void write(DataOutputStream out, Instant at) throws IOException {
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    private static void write(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            out.writeUTF(text.get());
        }
    }

    /**
     * What the former copy left, once: the file is gone then.
     *
     * @throws IOException when it cannot be read, or is another version's
     */
    Map<ConnectorId, NotedCall> take() throws IOException {
        Map<ConnectorId, NotedCall> calls = new TreeMap<>();
        if (!Files.exists(file)) {
            return calls;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != VERSION) {
                throw new IOException("calls of another version");
            }
            int count = within(in.readInt(), MOST_CALLS);
            for (int i = 0; i < count; i++) {
                calls.put(ConnectorId.of(in.readUTF()), call(in));
            }
        } catch (IllegalArgumentException | DateTimeException spoilt) {
            throw new IOException("calls that are spoilt", spoilt);
        } finally {
            Files.deleteIfExists(file);
        }
        return calls;
    }

    private static NotedCall call(DataInputStream in) throws IOException {
        boolean incoming = in.readBoolean();
        Instant begun = instant(in);
        Optional<PeerId> peer = text(in).map(PeerId::new);
        Optional<DialogId> dialog = text(in).map(DialogId::new);
        Optional<String> callId = text(in);
        Optional<String> traceParent = text(in);
        List<SetUpStage> stages = new ArrayList<>();
        int count = within(in.readInt(), Stage.values().length);
        for (int i = 0; i < count; i++) {
            stages.add(new SetUpStage(Stage.valueOf(in.readUTF()), instant(in)));
        }
        return new NotedCall(incoming, begun, peer, dialog, callId, traceParent, stages);
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }

    private static Optional<String> text(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    }

    private static int within(int count, int most) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException(count + " where at most " + most + " are");
        }
        return count;
    }
}
