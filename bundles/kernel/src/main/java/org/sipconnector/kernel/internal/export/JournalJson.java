/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.sipconnector.api.Secret;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** How journals are written as JSON: with type names where a declaration leaves them open, and credentials masked. */
final class JournalJson {

    private static final String MASK = "***";

    private JournalJson() {}

    static ObjectMapper mapper(JournalTypes types) {
        SimpleModule masking = new SimpleModule()
                .addSerializer(Secret.class, new Writer<>((secret, json) -> json.writeString(MASK)))
                .addSerializer(Header.class, new Writer<Header>(JournalJson::write))
                .addSerializer(SipBody.class, new Writer<SipBody>(JournalJson::write))
                .addSerializer(String.class, new Writer<>((text, json) -> json.writeString(Masking.text(text))))
                .addSerializer(Throwable.class, new Writer<>((error, json) -> json.writeString(Masking.text(String.valueOf(error)))))
                .addDeserializer(Secret.class, new Reader<>(text -> Secret.of(text)))
                .addDeserializer(Throwable.class, new Reader<>(SipConnectorException::new));
        return JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule(), masking)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .addHandler(new ClientObjects()).annotationIntrospector(new OpenTypes(types)).build();
    }

    private static void write(Header header, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", header.name());
        json.writeStringField("value", Masking.header(header.name(), header.value()));
        json.writeEndObject();
    }

    private static void write(SipBody body, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("contentType", body.contentType());
        json.writeStringField("content", Masking.body(body.contentType(), body.content()));
        json.writeEndObject();
    }

    /** Clients' callbacks inside parameter records are read as null. */
    private static final class ClientObjects extends DeserializationProblemHandler {
        @Override
        public Object handleMissingInstantiator(DeserializationContext context, Class<?> type,
                ValueInstantiator instantiator, JsonParser json, String message) throws IOException {
            json.skipChildren();
            return null;
        }
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }

    private interface Reading<T> {
        T read(String text);
    }

    private static final class Writer<T> extends JsonSerializer<T> {
        private final Writing<T> writing;

        Writer(Writing<T> writing) {
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            writing.write(value, json);
        }

        @Override
        public void serializeWithType(T value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
                throws IOException {
            json.writeStartArray();
            json.writeString(JournalTypes.name(value));
            writing.write(value, json);
            json.writeEndArray();
        }
    }

    private static final class Reader<T> extends JsonDeserializer<T> {
        private final Reading<T> reading;

        Reader(Reading<T> reading) {
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return reading.read(json.getValueAsString());
        }
    }
}
