/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The server API manager: what client and conference server tell one another during a call. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.serverapi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
