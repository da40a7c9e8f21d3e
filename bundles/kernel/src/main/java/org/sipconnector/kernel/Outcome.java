package org.sipconnector.kernel;

import java.util.Optional;
import org.sipconnector.api.Event;

/**
 * What became of a stage a manager {@linkplain Lane#expect expects}.
 *
 * @param key   the key given
 * @param value its value, null when it failed or had none
 * @param error why it failed, null when it succeeded
 */
public record Outcome(String key, Object value, Throwable error) implements Event {

    /** The rest of the key when it begins so: the id of the promise or step that a key like {@code ended/ID} is about. */
    public Optional<String> about(String beginning) {
        return key.startsWith(beginning) ? Optional.of(key.substring(beginning.length())) : Optional.empty();
    }

    public boolean succeeded() {
        return error == null;
    }
}
