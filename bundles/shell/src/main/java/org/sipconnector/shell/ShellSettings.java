/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where commands write files; {@code org.sipconnector.shell.cfg}. */
@ObjectClassDefinition(name = "SIP Connector: shell")
@interface ShellSettings {

    @AttributeDefinition(description = "Directory that commands' files are written below; "
            + "data/sip-connector/exports of the container without it.")
    String export_directory() default "";
}
