export default definePageConfig({ navigationBarTitleText: '连着记几条' })
