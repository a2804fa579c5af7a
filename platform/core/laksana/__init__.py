"""Cases, people, correspondence, letters, attachments, audit and the province: what an office does with an SOP."""
