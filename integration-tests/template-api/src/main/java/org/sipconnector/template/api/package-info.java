/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What clients of the call limit see. */
@Export
@Version("1.0.0")
package org.sipconnector.template.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
