/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.spi.configuration.ConfigurationSchema;

/**
 * Keeps secrets out of listings such as Karaf's {@code config:list}, which ask Configuration Admin for filled-in values without
 * naming a service that needs them: they get {@code $[secret:NAME]} as it is written, and a mask for a secret in clear. While the
 * bundle is away that says which values of a configuration are secret, all are. Whoever reads for a service gets the values.
 * Called by any thread.
 */
public final class HiddenSecrets implements ConfigurationPlugin {

    private static final String OURS = "org.sipconnector.";
    private static final Set<String> IDENTIFYING =
            Set.of(Constants.SERVICE_PID, ConfigurationAdmin.SERVICE_FACTORYPID, "felix.fileinstall.filename");
    /** Before placeholders are filled in, which Felix's plugin does at 500. */
    private static final int RANKING = 100;
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\$\\[(?:secret|env):[^\\[\\];]*\\]");
    private static final Pattern BEGINNING = Pattern.compile("(?<!\\\\)\\$\\[(?=(?:secret|env):)");
    private static final String ESCAPED = "\\$[";

    private final Supplier<List<ConfigurationSchema<?>>> schemas;

    /** @param schemas whose keys may be secret */
    HiddenSecrets(Supplier<List<ConfigurationSchema<?>>> schemas) {
        this.schemas = schemas;
    }

    /** Begins to hide what any bundle of ours declares secret. */
    public static ServiceRegistration<?> register(BundleContext context) {
        return context.registerService(ConfigurationPlugin.class, new HiddenSecrets(() -> declared(context)),
                new Hashtable<>(Map.of(ConfigurationPlugin.CM_RANKING, RANKING)));
    }

    private static List<ConfigurationSchema<?>> declared(BundleContext context) {
        List<ConfigurationSchema<?>> found = new ArrayList<>(List.of(ConnectorProperties.SCHEMA));
        try {
            for (ServiceReference<?> reference : context.getServiceReferences(ConfigurationSchema.class, null)) {
                if (context.getService(reference) instanceof ConfigurationSchema<?> schema) {
                    found.add(schema);
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException impossibleWithoutFilter) {
            throw new IllegalStateException(impossibleWithoutFilter);
        }
        return found;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reader, Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        if (reader != null || !pid.startsWith(OURS)) {
            return;
        }
        List<ConfigurationSchema<?>> own = schemas.get().stream().filter(schema -> pid.equals(schema.pid())
                || pid.startsWith(schema.pid() + '~') || schema.pid().equals(properties.get(ConfigurationAdmin.SERVICE_FACTORYPID))).toList();
        for (String key : Collections.list(properties.keys())) {
            boolean secret = own.isEmpty() ? !IDENTIFYING.contains(key) : own.stream().anyMatch(schema -> schema.secret(key));
            properties.put(key, shown(key, properties.get(key), secret));
        }
    }

    private static Object shown(String key, Object value, boolean secret) {
        if (value instanceof String text) {
            return shown(key, text, secret);
        }
        if (value instanceof String[] texts) {
            return List.of(texts).stream().map(text -> shown(key, text, secret)).toArray(String[]::new);
        }
        return value;
    }

    private static String shown(String key, String text, boolean secret) {
        if (secret) {
            boolean written = text.isEmpty() || PLACEHOLDER.matcher(text).matches();
            return written ? escaped(text) : ConfigurationSchema.MASK;
        }
        StringBuilder shown = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            shown.append(masked(key, text.substring(from, placeholder.start()))).append(escaped(placeholder.group()));
            from = placeholder.end();
        }
        return shown.append(masked(key, text.substring(from))).toString();
    }

    /** A key may say that its value is a secret although nobody knows it, as a misspelt one does. */
    private static String masked(String key, String text) {
        String named = key + '=';
        return text.isEmpty() ? text : escaped(Masking.text(named + text).substring(named.length()));
    }

    /** With a backslash a placeholder stays as it is written. */
    private static String escaped(String text) {
        return BEGINNING.matcher(text).replaceAll(Matcher.quoteReplacement(ESCAPED));
    }
}
